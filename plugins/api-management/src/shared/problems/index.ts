export * from './FieldError';
export * from './sayProblem';
export * from './sortProblems';
export * from './toSentence';
