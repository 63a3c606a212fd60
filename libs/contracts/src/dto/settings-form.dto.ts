import { Type } from 'class-transformer';
import { IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import { SettingsWidgetDto } from './settings-widget.dto.js';

/** A page of a settings form. */
export class SettingsTabDto {
  @IsString()
  @Length(1, 255)
  id: string;

  @IsString()
  @Length(1, 255)
  label: string;

  @ValidateNested({ each: true })
  @Type(() => SettingsWidgetDto)
  inputs: SettingsWidgetDto[];
}

/** An app's settings form (wire protocol §6.9): fields, or pages of fields. Exactly one is set. */
export class SettingsFormDto {
  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => SettingsWidgetDto)
  inputs?: SettingsWidgetDto[];

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => SettingsTabDto)
  tabs?: SettingsTabDto[];
}
