/** What a route is asked with. */
export type Question = {
  query: URLSearchParams;
  ids: string[];
  body: Record<string, any>;
};

/** Answers one operation from memory. */
export type Route = [
  method: string,
  path: RegExp,
  answer: (question: Question) => unknown,
];
