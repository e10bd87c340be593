/** A string literal of JavaScript, Python, Java and Go alike: all four took the escapes of JSON over from C. */
export function literal(text: string): string {
  return JSON.stringify(text);
}
