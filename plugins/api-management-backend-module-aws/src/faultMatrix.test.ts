import { describeFaults } from './__testUtils__/faults/describeFaults';
import { operations } from './__testUtils__/faults/operations';

// All of it takes an hour on a busy machine.
jest.setTimeout(7_200_000);

describeFaults({ location: 'front-door', operations, atLeast: 1_500 });
