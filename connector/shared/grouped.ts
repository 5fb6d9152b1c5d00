/** A whole number as people read it: `1,024`. `toLocaleString` takes tens of milliseconds on first use, which is when n8n loads the rows. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
