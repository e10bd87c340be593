/** With a capital letter and a full stop. */
export function toSentence(text: string): string {
  // A word, and no reference such as group:default/team-a.
  const sentence = text.replace(/^[a-z]+(?= )/, word =>
    word.replace(/^./, letter => letter.toUpperCase()),
  );
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
