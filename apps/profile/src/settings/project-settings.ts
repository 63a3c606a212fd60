import { AppFeaturesDto, AppUiDto } from '#libs/contracts';
import type { AppManifestDto, ChatProfileDto, FileUploadDto, StarterDto } from '#libs/contracts';
import { iconAddress } from '../icons/icon-address.js';

/** Everything a page needs to know before it connects, in the wire protocol's words (§6.3). */
export interface ProjectSettings {
  readonly ui: object;
  readonly features: object;
  readonly userEnv: readonly string[];
  readonly maskUserEnv: boolean;
  readonly dataPersistence: boolean;
  readonly threadResumable: boolean;
  readonly threadSharing: boolean;
  readonly markdown: string | null;
  readonly chatProfiles: readonly object[];
  readonly starters: readonly object[];
  readonly starterCategories: readonly object[];
  readonly debugUrl: null;
}

/** @param app the app whose look counts; undefined while none has announced itself */
export function projectSettingsOf(
  app: AppManifestDto | undefined,
  profiles: readonly ChatProfileDto[],
  starters: readonly StarterDto[],
): ProjectSettings {
  return {
    ui: uiOf(app?.ui ?? new AppUiDto()),
    features: featuresOf(app?.features ?? new AppFeaturesDto()),
    userEnv: app?.userEnv ?? [],
    maskUserEnv: false,
    dataPersistence: true,
    threadResumable: true,
    threadSharing: false,
    markdown: app?.readme ?? null,
    chatProfiles: profiles.map(wireProfileOf),
    starters: starters.map(wireStarterOf),
    starterCategories: [],
    debugUrl: null,
  };
}

/** Features of the wire protocol that this deployment does not offer say so; clients read each of these keys. */
const FEATURES = {
  audio: { sample_rate: 24_000, enabled: false },
  mcp: {
    enabled: false,
    sse: { enabled: false },
    streamable_http: { enabled: false },
    stdio: { enabled: false, allowed_executables: null },
  },
  slack: { reaction_on_message_received: false },
  latex: false,
  user_message_markdown: true,
  user_message_autoscroll: true,
  assistant_message_autoscroll: true,
  unsafe_allow_html: false,
  auto_tag_thread: true,
  edit_message: false,
  allow_thread_sharing: false,
  favorites: false,
};

function featuresOf({ spontaneousFileUpload }: AppFeaturesDto): object {
  return { spontaneous_file_upload: wireUploadOf(spontaneousFileUpload), ...FEATURES };
}

function wireUploadOf({ enabled, accept, maxFiles, maxSizeMb }: FileUploadDto): object {
  return {
    enabled,
    accept: accept ?? null,
    max_files: maxFiles ?? null,
    max_size_mb: maxSizeMb ?? null,
  };
}

function uiOf(ui: AppUiDto): object {
  return {
    name: ui.name,
    description: ui.description,
    cot: ui.cot,
    default_theme: ui.defaultTheme ?? null,
    language: null,
    layout: null,
    default_sidebar_state: 'open',
    chat_settings_location: null,
    default_chat_settings_open: false,
    confirm_new_chat: true,
    github: null,
    custom_css: null,
    custom_css_attributes: null,
    custom_js: null,
    custom_js_attributes: null,
    alert_style: null,
    login_page_image: null,
    login_page_image_filter: null,
    login_page_image_dark_filter: null,
    custom_meta_url: null,
    custom_meta_image_url: null,
    logo_file_url: null,
    default_avatar_file_url: null,
    avatar_size: null,
    custom_build: null,
    header_links: null,
  };
}

function wireProfileOf(profile: ChatProfileDto): object {
  return {
    name: profile.name,
    display_name: profile.displayName ?? null,
    markdown_description: profile.markdownDescription,
    icon: iconAddress(profile.icon),
    default: profile.default ?? false,
    starters: profile.starters?.map(wireStarterOf) ?? null,
  };
}

function wireStarterOf(starter: StarterDto): object {
  return {
    label: starter.label,
    message: starter.message,
    command: starter.command ?? null,
    icon: iconAddress(starter.icon),
  };
}
