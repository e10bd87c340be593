import '@testing-library/jest-dom';

// Drawing a whole page in jsdom takes seconds where the machine is shared.
jest.setTimeout(60_000);
