type FormContext = { formData?: Record<string, unknown> } | undefined;

/** What the form has on all its pages. */
export const valuesOf = (context: unknown): Record<string, unknown> =>
  (context as FormContext)?.formData ?? {};

/** A text of the form; empty while there is none. */
export const textOf = (values: Record<string, unknown>, name: string) =>
  typeof values[name] === 'string' ? (values[name] as string) : '';

/** Id of the account link that was chosen. */
export const accountOf = (context: unknown) =>
  textOf(valuesOf(context), 'accountLinkId');
