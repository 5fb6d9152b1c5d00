/** Amounts in US dollars. */

/** Prices have three decimals, and shares of a day some more; what is beyond the fifth is noise of floating-point sums. */
export const exact = (amount: number): number => Number(amount.toFixed(5));

/** As people read it. */
export const usd = (amount: number): string => `${exact(amount)} USD`;
