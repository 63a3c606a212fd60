import type { SettingsFormDto, SettingsWidgetDto } from '#libs/contracts';
import type { WireTab, WireWidget } from './server-to-client.js';

/** A settings form as the wire protocol has it (§6.9): a list of fields, or of pages of fields. */
export function wireFormOf({ inputs, tabs }: SettingsFormDto): readonly WireWidget[] | readonly WireTab[] {
  if (!tabs) return (inputs ?? []).map(wireWidgetOf);
  return tabs.map((tab) => ({ id: tab.id, label: tab.label, inputs: tab.inputs.map(wireWidgetOf) }));
}

function wireWidgetOf(widget: SettingsWidgetDto): WireWidget {
  return {
    type: widget.type,
    id: widget.id,
    label: widget.label,
    initial: widget.initial ?? null,
    tooltip: widget.tooltip ?? null,
    description: widget.description ?? null,
    disabled: widget.disabled ?? null,
    ...ownKeysOf(widget),
  };
}

/** The keys that only widgets of this type have. */
function ownKeysOf(widget: SettingsWidgetDto): Readonly<Record<string, unknown>> {
  switch (widget.type) {
    case 'slider':
      return { min: widget.min ?? 0, max: widget.max ?? 10, step: widget.step ?? 1 };
    case 'select':
    case 'radio':
    case 'multiselect':
      return { items: (widget.items ?? []).map(({ label, value }) => ({ label, value })) };
    case 'textinput':
      return { placeholder: widget.placeholder ?? null, multiline: widget.multiline ?? false };
    case 'numberinput':
      return { placeholder: widget.placeholder ?? null };
    case 'datepicker':
      return {
        mode: widget.mode ?? 'single',
        min_date: widget.minDate ?? null,
        max_date: widget.maxDate ?? null,
        format: widget.format ?? null,
        placeholder: widget.placeholder ?? null,
      };
    case 'switch':
    case 'checkbox':
    case 'tags':
      return {};
  }
}
