/** Whether a text contains no visible character. */

/** U+2800 is a braille character without dots; the property includes Hangul fillers, joiners and variation selectors. */
const UNSEEN_ONLY = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u

export const isBlank = (text: string): boolean => UNSEEN_ONLY.test(text)
