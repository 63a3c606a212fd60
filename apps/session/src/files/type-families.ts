/** File types that are one another's containers, variants or other names: none of them is a lie about another. */
export interface TypeFamily {
  /** MIME types. */
  readonly types: RegExp;
  readonly extensions: RegExp;
  /** Every file of the family is known by its first bytes. */
  readonly isCertain?: true;
  /** Files of other kinds are made of such ones. */
  readonly isContainer?: true;
}

const family = (types: RegExp, extensions: RegExp, more: Partial<TypeFamily> = {}): TypeFamily => ({
  types,
  extensions,
  ...more,
});
const CERTAIN = { isCertain: true } as const;
const CONTAINER = { isContainer: true } as const;

const OFFICE = 'docx|docm|dotx|dotm|xlsx|xlsm|xltx|xltm|pptx|pptm|potx|potm|ppsx|ppsm|odt|ods|odp|odg';

const FAMILIES: readonly TypeFamily[] = [
  family(/^image\/(x-)?(vnd\.mozilla\.)?a?png$/, /^a?png$/, CERTAIN),
  family(/^image\/p?jpe?g$/, /^(jpe?g|jfif)$/, CERTAIN),
  family(/^image\/gif$/, /^gif$/, CERTAIN),
  family(/^image\/webp$/, /^webp$/, CERTAIN),
  family(/^image\/(x-)?(ms-)?bmp$/, /^bmp$/, CERTAIN),
  family(/^image\/(avif|hei[cf](-sequence)?)$/, /^(avif|hei[cf])$/, CERTAIN),
  family(/^image\/(tiff|x-.*(raw?|dng|nef|cr[23]|arw|orf|rw2))$/, /^(tiff?|dng|nef|cr[23]|arw|orf|rw2)$/),
  family(/^image\/(x-|vnd\.microsoft\.)icon$/, /^(ico|cur)$/),
  family(/^application\/(x-)?pdf$/, /^pdf$/, CERTAIN),
  family(/rtf$/, /^rtf$/),
  family(/^application\/(postscript|eps)$/, /^(ps|eps|ai)$/),
  family(
    /(^|[/.+-])zip(-|$)|openxmlformats|opendocument|java-archive|android|macroenabled|xpinstall|3mf$/,
    new RegExp(`^(zip|${OFFICE}|epub|jar|apk|xpi|3mf)$`),
    { ...CERTAIN, ...CONTAINER },
  ),
  family(
    /cfb$|^application\/(msword|x-msi|vnd\.visio|vnd\.ms-(excel|powerpoint|project|outlook|works))/,
    /^(doc|xls|ppt|msi|msg|vsd|mpp|pst)$/,
    CONTAINER,
  ),
  family(/^application\/(x-)?(gzip|gtar-compressed|compressed-tar|tgz)$/, /^(gz|tgz)$/, CONTAINER),
  family(/^application\/(x-)?(vnd\.)?rar(-compressed)?$/, /^rar$/),
  family(/^application\/x-(msdownload|msdos-program|dosexec|elf|mach-binary)$/, /^(exe|dll|sys|elf|macho)$/),
  family(/^(audio|video)\/(x-)?(mp4|m4[abpv]|quicktime|3gpp2?)$/, /^(mp4|m4[abpv]|f4[abpv]|mov|3g[p2])$/),
  family(/^(audio|video)\/(x-)?(mpeg|mpeg3|mp[123]|mp1s|mp2p)$/, /^(mp[123]|mpe?g)$/),
  family(
    /^(audio|video|application)\/(x-)?(ogg|opus|vorbis|theora|speex)/,
    /^(og[agvxm]|opus|spx)$/,
    CONTAINER,
  ),
  family(/^(audio|video)\/(x-)?(webm|matroska)$/, /^(webm|mk[av])$/),
  family(/^audio\/(x-|vnd\.)?(pn-)?wave?$/, /^wav$/),
  family(/^audio\/(x-)?flac$/, /^flac$/),
  family(/^audio\/(x-)?aac$/, /^aac$/),
  family(/^video\/(x-)?(vnd\.)?(avi|msvideo)$/, /^avi$/),
];

/** Formats that are text, whatever they are called. */
const TEXT_TYPES =
  /^text\/(?!rtf)|^application\/(json|ld\+json|x-?ndjson|jsonl|xml|(x-)?javascript|ecmascript|typescript|(x-)?yaml|toml|sql|graphql|x-sh|x-httpd-php)$|\+(json|xml|yaml)$/;
const TEXT_EXTENSIONS =
  /^(txt|text|log|md|markdown|rst|csv|tsv|jsonl?|ndjson|html?|xhtml|xml|svg|css|[cm]?js|[cm]ts|[jt]sx|ya?ml|toml|ini|sql|py|sh|srt)$/;

/** Whether files of this MIME type hold text. */
export function isText(type: string): boolean {
  return TEXT_TYPES.test(type);
}

/** Whether files with this extension, without its dot, hold text. */
export function isTextExtension(extension: string): boolean {
  return TEXT_EXTENSIONS.test(extension);
}

/** The family of a MIME type, if it has one. */
export function familyOfType(type: string): TypeFamily | undefined {
  return FAMILIES.find(({ types }) => types.test(type));
}

/** The family of a file's extension, without its dot, if it has one. */
export function familyOfExtension(extension: string): TypeFamily | undefined {
  return FAMILIES.find(({ extensions }) => extensions.test(extension));
}
