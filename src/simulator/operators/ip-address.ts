import { literalText } from '../policy-value';
import type { Tri } from '../tri';
import type { Operator } from './operator';

/**
 * Whether an address lies in a range of IPv4, as `192.0.2.0/24`; IPv6 is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export const ipAddress: Operator = {
  name: 'IpAddress',
  negated: false,
  matches: (value, presented): Tri => {
    const [network, length = '32'] = (literalText(value) ?? '').split('/', 2);
    const [first, address] = [number(network as string), number(presented)];
    if (first === undefined || address === undefined || !/^(?:\d|[12]\d|3[0-2])$/.test(length)) return 'unknown';
    const size = 2 ** (32 - Number(length));
    return Math.floor(first / size) === Math.floor(address / size);
  },
};

/** The opposite of {@link ipAddress}. */
export const notIpAddress: Operator = { name: 'NotIpAddress', negated: true, matches: ipAddress.matches };

function number(address: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  return parts?.every((part) => part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}
