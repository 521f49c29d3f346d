{{- /* SPDX-License-Identifier: Apache-2.0 */ -}}
{{- define "graft.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "graft.labels" -}}
app.kubernetes.io/name: graft
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "graft.selector" -}}
app.kubernetes.io/name: graft
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "graft.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "graft.claim" -}}
{{ .Values.storage.existingClaim | default (printf "%s-data" (include "graft.name" .)) }}
{{- end -}}

{{- define "graft.secret" -}}
{{ .Values.administrator.existingSecret | default (include "graft.name" .) }}
{{- end -}}
