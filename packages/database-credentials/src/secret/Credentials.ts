/** Who connects to the database. */
export interface Credentials {
  user: string;
  password: string;
}

export function areSame(one: Credentials, other: Credentials): boolean {
  return one.user === other.user && one.password === other.password;
}
