export * from './FieldError';
export * from './sayProblem';
export * from './sortProblems';
