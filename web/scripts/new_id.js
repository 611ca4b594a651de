/** A UUIDv7 (RFC 9562): ordered by time, made without the network. @returns {string} */
export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const time = Date.now().toString(16).padStart(12, "0")
  const random = [...bytes.slice(6)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  const variant = ((bytes[8] & 0x3f) | 0x80).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-${variant}${random.slice(6, 8)}-${random.slice(8, 20)}`
}
