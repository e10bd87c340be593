/** What is wrong with an account id, before the backend is asked; undefined when nothing is. */
export function accountIdProblem(driver: string, accountId: string) {
  if (accountId === '') {
    return 'The account id is missing.';
  }
  if (driver !== 'aws' || /^\d{12}$/.test(accountId)) {
    return undefined;
  }
  return /^\d{1,11}$/.test(accountId)
    ? 'An AWS account id has 12 digits. Spreadsheets drop zeros at its start.'
    : 'An AWS account id has 12 digits.';
}
