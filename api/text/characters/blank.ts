/** Nothing but white space and characters that draw nothing (zero-width spaces, joiners, fillers, direction marks). */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** Whether there is nothing to see in a text. */
export const isBlank = (text: string): boolean => BLANK.test(text);
