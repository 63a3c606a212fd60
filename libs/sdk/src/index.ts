export type {
  AcceptedFiles,
  AppUiDto,
  ElementDto,
  FeedbackDto,
  Json,
  JsonObject,
  SettingsFormDto,
  SettingsTabDto,
  SettingsWidgetDto,
  StepDto,
  WidgetItemDto,
} from '#libs/contracts';
export type { Clock, Timer } from '#libs/platform';
export type { ChatAppDefinition, ChatAppOptions, FileUploadOptions, HandlersOf } from './app/chat-app.js';
export type {
  ActionResponse,
  Answer,
  AppHooks,
  ChatHooks,
  ConversationHooks,
  HookName,
} from './app/chat-hooks.js';
export type { ChatProfile, Starter } from './app/chat-profile.js';
export { defineChatApp } from './app/define-chat-app.js';
export { HandlerTable } from './app/handler-table.js';
export type { HandlerEntry } from './app/handler-table.js';
export { PersistedUser, User } from './app/user.js';
export type { PersistedUserOptions, UserMetadata, UserOptions } from './app/user.js';
export { AskActionMessage } from './asks/ask-action-message.js';
export type { AskActionResponse } from './asks/ask-action-message.js';
export { AskElementMessage } from './asks/ask-element-message.js';
export type { AskElementResponse } from './asks/ask-element-message.js';
export { AskFileMessage } from './asks/ask-file-message.js';
export type { AskFileOptions } from './asks/ask-file-message.js';
export { AskMessage } from './asks/ask-message.js';
export type { AskOptions } from './asks/ask-message.js';
export { AskTimeoutError } from './asks/ask-timeout.error.js';
export { AskUserMessage } from './asks/ask-user-message.js';
export type { AskUserResponse } from './asks/ask-user-message.js';
export { ContentElement } from './elements/content-element.js';
export type { ContentOptions } from './elements/content-element.js';
export { CustomElement } from './elements/custom-element.js';
export { Element } from './elements/element.js';
export type { ElementDisplay, ElementOptions } from './elements/element.js';
export { Audio, File, Image, Pdf, Text, Video } from './elements/elements.js';
export type { ElementSize } from './elements/elements.js';
export { Task, TaskList } from './elements/task-list.js';
export type { TaskStatus } from './elements/task-list.js';
export { UploadedFile } from './elements/uploaded-file.js';
export { fromAiSdk } from './models/from-ai-sdk.js';
export type { AiSdkPart, AiSdkResult } from './models/from-ai-sdk.js';
export { fromOpenAI } from './models/from-openai.js';
export type { ModelText, ModelToolCall, OpenAiChunk } from './models/from-openai.js';
export { Action } from './output/action.js';
export type { ActionOptions } from './output/action.js';
export { AsStep } from './output/as-step.decorator.js';
export { setCommands } from './output/commands.js';
export type { Command } from './output/commands.js';
export { ErrorMessage, Message } from './output/message.js';
export type { MessageOptions } from './output/message.js';
export { toast, tokenUsage } from './output/notices.js';
export type { ToastType } from './output/notices.js';
export { Step, step } from './output/step.js';
export type { StepOptions } from './output/step.js';
export type { ReadableTexts, TextSource } from './output/text-source.js';
export { TurnPart } from './output/turn-part.js';
export { ChatApp } from './nest/chat-app.decorator.js';
export type { ChatAppScope } from './nest/chat-app.decorator.js';
export { CHAT_CONTEXT_TYPE, chatContextOf } from './nest/chat-context-of.js';
export {
  OnAction,
  OnAppShutdown,
  OnAppStartup,
  OnChatEnd,
  OnChatResume,
  OnChatStart,
  OnConnect,
  OnDisconnect,
  OnMessage,
  OnSettingsEdit,
  OnSettingsUpdate,
  OnStop,
  SetChatProfiles,
  SetStarters,
} from './nest/chat-hook.decorators.js';
export type { MethodDecoratorFor } from './nest/chat-hook.decorators.js';
export type { ChatContext, ChatThread } from './turn/chat-context.js';
export { chatContext } from './turn/chat-context-messages.js';
export type { OpenAiMessage } from './turn/chat-context-messages.js';
export type { ChatMessage, ChatRole } from './turn/chat-messages.js';
export type { IncomingAction } from './turn/incoming-action.js';
export type { IncomingMessage } from './turn/incoming-message.js';
export type { KeptValue } from './turn/kept-value.js';
export { createAccessor } from './turn/session-accessor.js';
export type { AccessorOptions, SessionAccessor } from './turn/session-accessor.js';
export type { ThreadDict } from './turn/thread-dict.js';
export {
  OutsideTurnError,
  ReadOnlyKeyError,
  TurnEndedError,
  TurnTimeoutError,
  UserFacingError,
} from './turn/turn-errors.js';
export { userSession } from './turn/user-session.js';
export type { BuiltIns, UserSession } from './turn/user-session.js';
export { startWorker } from './worker/start-worker.js';
export type { WorkerStores } from './worker/worker-stores.js';
export { loadChatApp } from './app/load-chat-app.js';
export { runWorker } from './worker/run-worker.js';
export { ChatSettings, Tab } from './settings/chat-settings.js';
export type { SettingsForm, SettingsOf } from './settings/chat-settings.js';
export { MultiSelect, RadioGroup, Select } from './settings/choice-widgets.js';
export { DatePicker } from './settings/date-picker.js';
export { InputWidget } from './settings/input-widget.js';
export type { WidgetOptions } from './settings/input-widget.js';
export {
  chatSettings,
  checkbox,
  datePicker,
  dateRange,
  multiSelect,
  numberInput,
  radio,
  select,
  slider,
  tab,
  tags,
  textInput,
  toggle,
} from './settings/settings-fields.js';
export type { SettingsField, SettingsFields, SettingsTab, ValuesOf } from './settings/settings-fields.js';
export { Checkbox, NumberInput, Slider, Switch, Tags, TextInput } from './settings/widgets.js';
export { serviceStatus } from './turn/service-status.js';
export type { ServiceStatus } from './turn/service-status.js';
