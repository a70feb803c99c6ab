/** A text in which there is nothing to see. */

/** U+2800 is a braille sign without a dot; the property holds Hangul fillers, joiners and variation selectors. */
const UNSEEN_ONLY = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u

export const isBlank = (text: string): boolean => UNSEEN_ONLY.test(text)
