/** 48 letters and digits are the base64 of 36 bytes; the signature scheme asks for 24 to 64. */
export const SECRET_LETTERS = 48;
