/** Which accounts may hold a copy of a subscription's grant. */
export interface GrantHolderStore {
  /** Account link ids. */
  list(subscriptionId: string): Promise<string[]>;
  /** Account link ids, those that gave the grant back included. */
  listEver(subscriptionId: string): Promise<string[]>;
  /** Before an account is handed the grant, so that a copy is known of even when the hand-over is cut off. */
  add(subscriptionId: string, accountLinkId: string): Promise<void>;
  /** After the account forgot the grant. */
  remove(subscriptionId: string, accountLinkId: string): Promise<void>;
}
