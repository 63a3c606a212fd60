import type { IChainlitConfig } from '@chainlit/react-client';
import { toFileLimits, type FileLimits } from './accepted-files.js';

export interface Starter {
  readonly label: string;
  readonly message: string;
  readonly icon: string | undefined;
  readonly command: string | undefined;
}

export interface StarterCategory {
  readonly label: string;
  readonly icon: string | undefined;
  readonly starters: readonly Starter[];
}

export interface Profile {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly icon: string | undefined;
  readonly isDefault: boolean;
  /** Undefined: the global starters apply. Empty: there are none. */
  readonly starters: readonly Starter[] | undefined;
}

export type StepVisibility = 'hidden' | 'tool_call' | 'full';

/** What GET /project/settings says, as far as the page uses it. */
export interface Project {
  readonly name: string;
  readonly description: string;
  readonly defaultTheme: 'light' | 'dark' | undefined;
  readonly logoUrl: string | undefined;
  readonly stepVisibility: StepVisibility;
  readonly isWide: boolean;
  readonly isSidebarOpen: boolean;
  readonly confirmsNewChat: boolean;
  readonly rendersUserMarkdown: boolean;
  readonly hasHistory: boolean;
  readonly isResumable: boolean;
  /** Which files may go with a message; undefined when none may. */
  readonly uploads: FileLimits | undefined;
  /** Keys that the user has to supply before they can chat. */
  readonly userEnvKeys: readonly string[];
  readonly masksUserEnv: boolean;
  readonly profiles: readonly Profile[];
  readonly starters: readonly Starter[];
  readonly starterCategories: readonly StarterCategory[];
}

interface WireStarter {
  label: string;
  message: string;
  icon?: string | null;
  command?: string | null;
}

/** Keys that the server sends and react-client 0.3.0 does not declare; any of them may be missing or null. */
export type WireSettings = Omit<
  IChainlitConfig,
  'ui' | 'features' | 'starters' | 'chatProfiles' | 'userEnv' | 'maskUserEnv'
> & {
  ui?: Partial<IChainlitConfig['ui']> & { confirm_new_chat?: boolean };
  features?: {
    user_message_markdown?: boolean;
    spontaneous_file_upload?: (Parameters<typeof toFileLimits>[0] & { enabled?: boolean | null }) | null;
  };
  userEnv?: string[] | null;
  maskUserEnv?: boolean | null;
  starters?: WireStarter[] | null;
  starterCategories?: { label: string; icon?: string | null; starters: WireStarter[] }[] | null;
  chatProfiles?:
    | {
        name: string;
        markdown_description: string;
        icon?: string | null;
        display_name?: string | null;
        default?: boolean;
        starters?: WireStarter[] | null;
      }[]
    | null;
};

export function toProject(settings: WireSettings): Project {
  const ui = settings.ui ?? {};
  const uploads = settings.features?.spontaneous_file_upload;
  return {
    name: ui.name || 'Heddle',
    description: ui.description ?? '',
    defaultTheme: ui.default_theme ?? undefined,
    logoUrl: ui.logo_file_url ?? undefined,
    stepVisibility: ui.cot ?? 'full',
    isWide: ui.layout === 'wide',
    isSidebarOpen: ui.default_sidebar_state !== 'closed',
    confirmsNewChat: ui.confirm_new_chat ?? false,
    rendersUserMarkdown: settings.features?.user_message_markdown ?? false,
    hasHistory: settings.dataPersistence,
    isResumable: settings.threadResumable,
    uploads: uploads?.enabled === true ? toFileLimits(uploads) : undefined,
    userEnvKeys: settings.userEnv ?? [],
    masksUserEnv: settings.maskUserEnv ?? false,
    profiles: (settings.chatProfiles ?? []).map((profile) => ({
      name: profile.name,
      displayName: profile.display_name || profile.name,
      description: profile.markdown_description,
      icon: profile.icon ?? undefined,
      isDefault: profile.default ?? false,
      starters: profile.starters?.map(toStarter),
    })),
    starters: (settings.starters ?? []).map(toStarter),
    starterCategories: (settings.starterCategories ?? []).map(({ label, icon, starters }) => ({
      label,
      icon: icon ?? undefined,
      starters: starters.map(toStarter),
    })),
  };
}

function toStarter({ label, message, icon, command }: WireStarter): Starter {
  return { label, message, icon: icon ?? undefined, command: command ?? undefined };
}
