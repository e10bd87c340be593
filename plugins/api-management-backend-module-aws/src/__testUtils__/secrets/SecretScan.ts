/** Looks for secrets wherever something is written down. */
export class SecretScan {
  /** What each secret is called, by its value. */
  readonly #secrets: ReadonlyMap<string, string>;
  readonly #isAllowed: (place: string) => boolean;
  /** Texts that were searched. */
  places = 0;
  /** Where a secret is, and which one. */
  readonly found: string[] = [];
  /** The same where it belongs. */
  readonly allowed: string[] = [];

  constructor(
    secrets: ReadonlyMap<string, string>,
    isAllowed: (place: string) => boolean = () => false,
  ) {
    this.#secrets = secrets;
    this.#isAllowed = isAllowed;
  }

  get values(): number {
    return this.#secrets.size;
  }

  /** Also within objects, lists, and what is encoded in a text. */
  look(place: string, value: unknown) {
    if (value !== null && typeof value === 'object') {
      for (const [key, part] of Object.entries(value)) {
        this.#search(`${place}.*`, key);
        this.look(`${place}.${key}`, part);
      }
    } else {
      this.#search(place, String(value));
    }
  }

  get summary(): string {
    return `secret scan: ${this.places} places, ${this.values} values searched, ${this.found.length} found`;
  }

  #search(place: string, text: string) {
    this.places += 1;
    for (const [value, name] of this.#secrets) {
      const encoded = Buffer.from(value).toString('base64');
      if (text.includes(value) || text.includes(encoded)) {
        (this.#isAllowed(place) ? this.allowed : this.found).push(
          `${name} in ${place}`,
        );
      }
    }
  }
}
