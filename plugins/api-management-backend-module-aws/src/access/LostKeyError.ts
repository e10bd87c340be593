import { ConflictError } from '@backstage/errors';

/** An API key that cannot be made, as nobody knows its value any more. It is of no use to its holder, and of no harm to others. */
export class LostKeyError extends ConflictError {
  constructor(credentialId: string) {
    super(
      `The API key ${credentialId} was shown already, and no gateway that answers holds its value. Have a new API key issued.`,
    );
  }
}
