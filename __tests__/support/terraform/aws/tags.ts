import { refusal } from './connection';

type Tags = Readonly<Record<string, string>>;

const MOST = 50;

/** Refuses too many tags, and keys that IAM takes for one. */
export function refuseTags(operation: string, tags: Tags): void {
  const keys = Object.keys(tags).map((key) => key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    const why = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
    throw new Error(refusal(operation, 400, 'InvalidInput', why));
  }
  if (keys.length > MOST)
    throw new Error(
      refusal(
        operation,
        400,
        'api error ValidationError',
        "1 validation error detected: Value at 'tags' failed to satisfy constraint: " +
          `Member must have length less than or equal to ${MOST}`,
      ),
    );
}

/**
 * An object's tags after an update: the provider takes off what the state has and the plan has not, then puts what differs. IAM
 * looks for a key whatever its case, so that a key in another spelling takes the place of the first.
 */
export function retagged(operation: string, tags: Tags, before: Tags, after: Tags): Tags {
  const changed = Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value));
  refuseTags(operation, changed);
  const gone = Object.keys(before).filter((key) => !(key in after));
  const replaced = new Set([...gone, ...Object.keys(changed)].map((key) => key.toLowerCase()));
  const kept = Object.entries(tags).filter(([key]) => !replaced.has(key.toLowerCase()));
  const result = { ...Object.fromEntries(kept), ...changed };
  if (Object.keys(result).length > MOST)
    throw new Error(refusal(operation, 409, 'LimitExceeded', 'The number of tags has reached the maximum limit.'));
  return result;
}
