/** Without a rule a security group lets everything out. */
export const nothingOut = {
  description: 'Nothing',
  ipProtocol: 'icmp',
  fromPort: 252,
  toPort: 86,
  cidrIp: '255.255.255.255/32',
};
