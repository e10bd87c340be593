/** What must be done before APIs with so many live subscriptions may go. */
export function whyNeeded(subscriptionCount: number): string {
  const need =
    subscriptionCount === 1 ? 'subscription needs' : 'subscriptions need';
  return `${subscriptionCount} live ${need} APIs that would go; end what is subscribed or take the APIs out of their products first`;
}
