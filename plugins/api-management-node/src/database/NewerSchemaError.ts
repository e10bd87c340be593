/**
 * Thrown when a newer version has changed the tables: whoever does not know what they hold now must not write to them.
 *
 * @public
 */
export class NewerSchemaError extends Error {
  readonly name = 'NewerSchemaError';

  constructor(
    readonly packageName: string,
    /** Names of the migrations that this version does not have. */
    readonly unknown: readonly string[],
  ) {
    super(
      `The tables of ${packageName} were changed by a newer version (${unknown.join(
        ', ',
      )}). Start that version or a newer one; to go on with this one, restore the backup that was made before the upgrade`,
    );
  }
}
