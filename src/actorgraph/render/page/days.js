// What claims say of a day, as columns: the day is asked again at each step of the slider. Mirrors
// Claim.holds_on, edges.as_of and Filter.is_in_window; tests/differential/test_claims_of_the_page.py holds them together.

import { DENIED, holdsOn, NO, period, PLANNED, POSSIBLE, YES } from "./dates.js";

/** @import { PartialDate, Period } from "./dates.js" */
/** @import { Edges } from "./edges.js" */

/** The most that a claim says of a day, in the order of the payload's numbers. */
const SUREST = [YES, POSSIBLE, PLANNED];

/** The periods of claims, and how sure each is of them. */
export class Days {
  /** @param {any} data a payload @param {Edges} stated @param {Uint32Array} edgeOfClaim @param {PartialDate[]} dates */
  constructor({ claims, statuses }, stated, edgeOfClaim, dates) {
    const denied = statuses.indexOf("denied");
    const count = claims.status.length;
    this.denies = new Uint8Array(count);
    this.surest = new Uint8Array(count);
    this.period = new Int32Array(4 * count);
    for (let c = 0; c < count; c++) {
      this.denies[c] = Number(claims.status[c] === denied);
      this.surest[c] = SUREST[claims.surest?.[c] ?? 0];
      const start = claims.start?.[c] ? dates[claims.start[c] - 1] : stated.start[edgeOfClaim[c]];
      const end = claims.end?.[c] ? dates[claims.end[c] - 1] : stated.end[edgeOfClaim[c]];
      this.period.set(period(start, end), 4 * c);
    }
  }

  /** Whether an edge held: what the surest of its claims says. @param {Uint32Array} claims of the edge @param {number} day */
  holdsOn(claims, day) {
    let holds = NO, deniedThen = NO, supported = false;
    for (const c of claims) {
      const own = this.claimHolds(c, day);
      if (this.denies[c]) deniedThen = own === NO ? deniedThen : DENIED;
      else {
        supported = true;
        holds = Math.max(holds, own);
      }
    }
    return supported ? holds : deniedThen;
  }

  /** Whether an edge can have held on some day of a range; what denies it counts where nothing else is said. @param {Uint32Array} claims of the edge @param {number} since @param {number} until */
  canOverlap(claims, since, until) {
    const supporting = claims.filter((c) => !this.denies[c]);
    return (supporting.length ? supporting : claims).some((c) => this.period[4 * c] <= until && this.period[4 * c + 3] >= since);
  }

  /** The days from which on a claim may say something else. @param {number} c */
  changes(c) {
    const [a, b, d, e] = this.period.subarray(4 * c, 4 * c + 4);
    return [a, b, d + 1, e + 1];
  }

  /** @param {number} c @param {number} day */
  claimHolds(c, day) {
    const at = 4 * c, days = this.period;
    const holds = holdsOn([days[at], days[at + 1], days[at + 2], days[at + 3]], day);
    return holds === NO || this.surest[c] === YES ? holds : this.surest[c];
  }
}
