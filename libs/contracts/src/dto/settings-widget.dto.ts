import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import type { Json } from './json.js';

/** Every kind of settings widget (wire protocol §6.9). */
export const WIDGET_TYPES = [
  'switch',
  'checkbox',
  'slider',
  'select',
  'radio',
  'multiselect',
  'tags',
  'textinput',
  'numberinput',
  'datepicker',
] as const;

/** A choice of a select, radio or multiselect widget. */
export class WidgetItemDto {
  @IsString()
  label: string;

  @IsString()
  value: string;
}

/** One field of an app's settings form (wire protocol §6.9). */
export class SettingsWidgetDto {
  @IsIn(WIDGET_TYPES)
  type: (typeof WIDGET_TYPES)[number];

  @IsString()
  @Length(1, 255)
  id: string;

  @IsString()
  label: string;

  /** The value before the user changed it; its type is the widget's. */
  @IsOptional()
  initial?: Json;

  @IsOptional()
  @IsString()
  tooltip?: string;

  @IsOptional()
  @IsString()
  description?: string;

  @IsOptional()
  @IsBoolean()
  disabled?: boolean;

  @IsOptional()
  @IsNumber()
  min?: number;

  @IsOptional()
  @IsNumber()
  max?: number;

  @IsOptional()
  @IsNumber()
  step?: number;

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => WidgetItemDto)
  items?: WidgetItemDto[];

  @IsOptional()
  @IsString()
  placeholder?: string;

  @IsOptional()
  @IsBoolean()
  multiline?: boolean;

  /** Of a datepicker: one day, or a first and a last one. */
  @IsOptional()
  @IsIn(['single', 'range'])
  mode?: 'single' | 'range';

  /** Of a datepicker: ISO 8601. */
  @IsOptional()
  @IsISO8601()
  minDate?: string;

  /** Of a datepicker: ISO 8601. */
  @IsOptional()
  @IsISO8601()
  maxDate?: string;

  /** Of a datepicker: how a day is written, in date-fns' letters. */
  @IsOptional()
  @IsString()
  format?: string;
}
