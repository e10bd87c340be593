/**
 * All legal moves of a state machine: state → action → next state.
 * The pages read it to draw buttons, the services read it to allow moves.
 *
 * @public
 */
export type StateTable<State extends string, Action extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Action, State>>>>
>;

/**
 * The actions that a state allows; none when the state is unknown.
 *
 * @public
 */
export function allowedActions<State extends string, Action extends string>(
  table: StateTable<State, Action>,
  state: State,
): Action[] {
  return Object.keys(table[state] ?? {}) as Action[];
}

/**
 * The state that an action leads to, or undefined when the state does not allow it.
 *
 * @public
 */
export function nextState<State extends string, Action extends string>(
  table: StateTable<State, Action>,
  state: State,
  action: Action,
): State | undefined {
  return table[state]?.[action];
}
