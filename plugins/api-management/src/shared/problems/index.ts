export * from './FieldError';
export * from './sortProblems';
