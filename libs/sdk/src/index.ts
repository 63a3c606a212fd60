export type { Answer, ChatApp, ChatAppDefinition } from './app/chat-app.js';
export type { ChatProfile, Starter } from './app/chat-profile.js';
export { defineChatApp } from './app/define-chat-app.js';
export type { User } from './app/user.js';
export { Message } from './output/message.js';
export type { MessageOptions } from './output/message.js';
export type { Step, StepOptions } from './output/step.js';
export type { ChatContext } from './turn/chat-context.js';
export type { IncomingMessage } from './turn/incoming-message.js';
export { OutsideTurnError, TurnEndedError, UserFacingError } from './turn/turn-errors.js';
export { userSession } from './turn/user-session.js';
export type { UserSession } from './turn/user-session.js';
export { startWorker } from './worker/start-worker.js';
export { loadChatApp } from './app/load-chat-app.js';
export { runWorker } from './worker/run-worker.js';
export { ChatSettings, Tab } from './settings/chat-settings.js';
export type { SettingsForm } from './settings/chat-settings.js';
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
