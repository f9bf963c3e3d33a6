import type { DataSource, ImmediateResourceType } from '../plugin/provider';
import { type Attributes, type Value, mapOf, textOf, textsOf } from '../plugin/value';
import type { OidcProvider } from '../world';
import { type Aws, accountOf, allTags, changeAccount, during, refusal, tagAttributes } from './connection';
import { refuseOidcLists } from './iam';
import { refuseTags, retagged } from './tags';
import { requireArn, requireLength } from './validators';

/** `aws_iam_openid_connect_provider`. */
export const oidcProvider: ImmediateResourceType<Aws> = {
  replacedBy: ['url'],
  equivalent: { url: (one, other) => bare(one) === bare(other) },
  derive: allTags,
  validate: ({ url, client_id_list: ids, thumbprint_list: thumbprints }) => {
    requireUrl(url);
    textsOf(ids).forEach((id, i) => {
      requireLength(`client_id_list.${i}`, id, 1, 255);
    });
    textsOf(thumbprints).forEach((thumbprint, i) => {
      requireLength(`thumbprint_list.${i}`, thumbprint, 40, 40);
    });
  },
  create: (aws, planned) =>
    during('creating IAM OIDC Provider', () => {
      const url = bare(textOf(planned['url']));
      const arn = arnOf(aws, url);
      return changeAccount(aws, ({ oidcProviders }) => {
        if (oidcProviders[arn]) throw new Error(exists(textOf(planned['url'])));
        const made = created(url, planned);
        oidcProviders[arn] = made;
        return attributes(aws, arn, made, planned);
      });
    }),
  read: (aws, state) => {
    const arn = textOf(state['id']);
    const found = accountOf(aws).oidcProviders[arn];
    return found && { ...state, ...attributes(aws, arn, found, state) };
  },
  update: (aws, planned, prior) => {
    const arn = textOf(prior['id']);
    return during(`updating IAM OIDC Provider (${arn})`, () => {
      updateProvider(aws, arn, planned, prior);
      return changeProvider(aws, 'GetOpenIDConnectProvider', arn, (found) => attributes(aws, arn, found, planned));
    });
  },
  destroy: (aws, state) => {
    changeAccount(aws, ({ oidcProviders }) => delete oidcProviders[textOf(state['id'])]);
  },
  import: (_, id) => {
    requireArn('id', id);
    return { id, arn: id };
  },
};

/** Its data source. */
export const oidcProviderData: DataSource<Aws> = (aws, config) => {
  const [wanted, url] = [textOf(config['arn']), textOf(config['url'])];
  if (wanted === '' && url === '') throw new Error('"arn": one of `arn,url` must be specified');
  if (wanted !== '' && url !== '')
    throw new Error('"arn": only one of `arn,url` can be specified, but `arn,url` were specified.');
  requireArn('arn', wanted);
  if (url !== '') requireUrl(url);
  const arn = wanted || arnOf(aws, bare(url));
  const found = accountOf(aws).oidcProviders[arn];
  if (!found) throw new Error(`reading IAM OIDC Provider (${wanted || url}): couldn't find resource`);
  return {
    id: arn,
    arn,
    url: found.url,
    client_id_list: found.clientIds,
    thumbprint_list: found.thumbprints,
    tags: found.tags,
  };
};

function requireUrl(value: Value | undefined): void {
  if (typeof value !== 'string') return;
  if (value === '') throw new Error('expected "url" url to not be empty, got ');
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  if (parsed?.protocol === 'https:' && parsed.search !== '')
    throw new Error('"url" cannot contain query parameters per the OIDC standard');
  if (!value.includes('://')) throw new Error(`expected "url" to have a host, got ${value}`);
  if (parsed?.protocol !== 'https:')
    throw new Error(`expected "url" to have a url with schema of: "https", got ${value}`);
}

function changeProvider<T>(aws: Aws, operation: string, arn: string, action: (found: OidcProvider) => T): T {
  return changeAccount(aws, ({ oidcProviders }) => {
    const found = oidcProviders[arn];
    if (!found) throw new Error(refusal(operation, 404, 'NoSuchEntity', missing(arn)));
    return action(found);
  });
}

/** Each client id by a call of its own, the new ones before the old ones go; what was done before one that is refused stays. */
function updateProvider(aws: Aws, arn: string, planned: Attributes, prior: Attributes): void {
  const [before, after] = [mapOf(prior['tags_all']), mapOf(planned['tags_all'])];
  changeProvider(aws, 'TagOpenIDConnectProvider', arn, (found) => {
    found.tags = retagged('TagOpenIDConnectProvider', found.tags, before, after);
  });
  const thumbprints = textsOf(planned['thumbprint_list']);
  if (thumbprints.length > 0)
    changeProvider(aws, 'UpdateOpenIDConnectProviderThumbprint', arn, (found) => {
      refuseOidcLists('UpdateOpenIDConnectProviderThumbprint', [], thumbprints);
      found.thumbprints = thumbprints;
    });
  const [had, wanted] = [textsOf(prior['client_id_list']), textsOf(planned['client_id_list'])];
  for (const id of wanted.filter((each) => !had.includes(each)))
    changeProvider(aws, 'AddClientIDToOpenIDConnectProvider', arn, (found) => {
      const ids = [...new Set([...found.clientIds, id])];
      refuseOidcLists('AddClientIDToOpenIDConnectProvider', ids, []);
      found.clientIds = ids;
    });
  for (const id of had.filter((each) => !wanted.includes(each)))
    changeProvider(aws, 'RemoveClientIDFromOpenIDConnectProvider', arn, (found) => {
      found.clientIds = found.clientIds.filter((each) => each !== id);
    });
}

function created(url: string, planned: Attributes): OidcProvider {
  const operation = 'CreateOpenIDConnectProvider';
  const [clientIds, given] = [textsOf(planned['client_id_list']), textsOf(planned['thumbprint_list'])];
  const tags = mapOf(planned['tags_all']);
  refuseOidcLists(operation, clientIds, given);
  refuseTags(operation, tags);
  const thumbprints = given.length > 0 ? given : ['f879abce0008e4eb126e0097e46620f5aaae26ad'];
  return { url, clientIds, thumbprints, tags };
}

/** IAM gives the URL without its scheme, and so the state has it. */
function attributes(aws: Aws, arn: string, found: OidcProvider, state: Attributes): Attributes {
  return {
    id: arn,
    arn,
    url: found.url,
    client_id_list: found.clientIds,
    thumbprint_list: found.thumbprints,
    ...tagAttributes(aws, found.tags, state),
  };
}

function arnOf({ partition, account }: Aws, url: string): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${url}`;
}

function bare(url: string): string {
  return url.replace(/^https:\/\//, '');
}

function exists(url: string): string {
  return refusal('CreateOpenIDConnectProvider', 409, 'EntityAlreadyExists', `Provider with url ${url} already exists.`);
}

function missing(arn: string): string {
  return `OpenIDConnect Provider not found for arn ${arn}`;
}
