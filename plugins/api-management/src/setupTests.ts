import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Drawing a whole page in jsdom takes seconds where the machine is shared.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });
