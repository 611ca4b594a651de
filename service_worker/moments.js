/** Whether a moment lies in a stretch of time; a clock that was put right since is outside. @param {number} moment @param {number} from @param {number} to */
export const isBetween = (moment, from, to) => from <= moment && moment < to
