import { StackParameters } from '../stack/StackParameters';

/** What is chosen when the topics are deployed. */
export class NotifyParameters extends StackParameters {
  readonly email = this.text('Email', {
    label: 'E-mail address',
    group: 'Recipients',
    description:
      'Address that gets alarms and notices, once it confirmed each by the link that it is sent within two days; empty: none.',
    default: '',
    allowedPattern: '^$|^[^@\\s]+@[^@\\s]+$',
    constraintDescription: 'must be an e-mail address, or empty',
  });

  readonly hasEmail = this.given('HasEmail', this.email);
}
