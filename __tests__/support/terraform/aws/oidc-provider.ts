import type { DataSource, ResourceType } from '../plugin/provider';
import { type Attributes, mapOf, textOf, textsOf } from '../plugin/value';
import type { OidcProvider } from '../world';
import { type Aws, accountOf, allTags, changeAccount, refusal, tagAttributes } from './connection';

/** `aws_iam_openid_connect_provider`. */
export const oidcProvider: ResourceType<Aws> = {
  replacedBy: ['url'],
  derive: allTags,
  validate: ({ url, client_id_list: ids, thumbprint_list: thumbprints }) => {
    if (!textOf(url).startsWith('https://')) throw new Error('expected "url" to have a url with schema of: "https"');
    const wrong = textsOf(ids).find((id) => id.length === 0 || id.length > 255);
    if (wrong !== undefined) throw new Error('expected length of client_id_list to be in the range (1 - 255)');
    const print = textsOf(thumbprints).find((each) => !/^[0-9a-f]{40}$/i.test(each));
    if (print !== undefined)
      throw new Error(`expected length of thumbprint_list to be in the range (40 - 40), got ${print}`);
  },
  create: (aws, planned) =>
    changeAccount(aws, ({ oidcProviders }) => {
      const url = textOf(planned['url']);
      const arn = `arn:${aws.partition}:iam::${aws.account}:oidc-provider/${url.replace('https://', '')}`;
      if (oidcProviders[arn]) throw new Error(`creating IAM OIDC Provider: ${exists(url)}`);
      const thumbprints = textsOf(planned['thumbprint_list']);
      oidcProviders[arn] = {
        url: url.replace('https://', ''),
        clientIds: textsOf(planned['client_id_list']),
        thumbprints: thumbprints.length > 0 ? thumbprints : ['f879abce0008e4eb126e0097e46620f5aaae26ad'],
        tags: mapOf(planned['tags_all']),
      };
      return attributes(aws, arn, oidcProviders[arn]);
    }),
  read: (aws, state) => {
    const arn = textOf(state['id']);
    const found = accountOf(aws).oidcProviders[arn];
    return found && { ...state, ...attributes(aws, arn, found) };
  },
  update: (aws, planned, prior) =>
    changeAccount(aws, ({ oidcProviders }) => {
      const arn = textOf(prior['id']);
      const found = oidcProviders[arn];
      if (!found) throw new Error(refusal('UpdateOpenIDConnectProvider', 404, 'NoSuchEntity', missing(arn)));
      found.clientIds = textsOf(planned['client_id_list']);
      found.thumbprints = textsOf(planned['thumbprint_list']);
      found.tags = mapOf(planned['tags_all']);
      return attributes(aws, arn, found);
    }),
  destroy: (aws, state) => changeAccount(aws, ({ oidcProviders }) => delete oidcProviders[textOf(state['id'])]),
  import: (_, id) => ({ id }),
};

/** Its data source. */
export const oidcProviderData: DataSource<Aws> = (aws, config) => {
  const arn =
    textOf(config['arn']) ||
    `arn:${aws.partition}:iam::${aws.account}:oidc-provider/${textOf(config['url']).replace('https://', '')}`;
  const found = accountOf(aws).oidcProviders[arn];
  if (!found)
    throw new Error(
      `reading IAM OIDC Provider (${arn}): ${refusal('GetOpenIDConnectProvider', 404, 'NoSuchEntity', missing(arn))}`,
    );
  const { arn: id, url, client_id_list, thumbprint_list, tags_all: tags } = attributes(aws, arn, found);
  return {
    id: arn,
    arn: id ?? null,
    url: url ?? null,
    client_id_list: client_id_list ?? [],
    thumbprint_list: thumbprint_list ?? [],
    tags: tags ?? {},
  };
};

function attributes(aws: Aws, arn: string, { url, clientIds, thumbprints, tags }: OidcProvider): Attributes {
  return {
    id: arn,
    arn,
    url: `https://${url}`,
    client_id_list: clientIds,
    thumbprint_list: thumbprints,
    ...tagAttributes(aws, tags),
  };
}

function exists(url: string): string {
  return refusal('CreateOpenIDConnectProvider', 409, 'EntityAlreadyExists', `Provider with url ${url} already exists.`);
}

function missing(arn: string): string {
  return `OpenIDConnect Provider not found for arn ${arn}`;
}
