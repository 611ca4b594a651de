const CACHE = "room for records"
const PLACE = "/room-for-records"
const BYTES = 512 * 1024

/**
 * Room that nothing but records may take, for some hundreds of them. It lies in the Cache API, whose deletions give
 * room at once; pages deleted from IndexedDB take more room at first. So pages are kept only while it is there.
 * @returns {Promise<boolean>} whether it is; not on a full phone
 */
export const setRoomAside = async () => {
  const cache = await caches.open(CACHE)
  if (await cache.match(PLACE)) return true
  return cache.put(PLACE, new Response(new Uint8Array(BYTES))).then(
    () => true,
    () => false,
  )
}

/** Give the room to records. */
export const giveRoom = async () => {
  const cache = await caches.open(CACHE)
  await cache.delete(PLACE)
}
