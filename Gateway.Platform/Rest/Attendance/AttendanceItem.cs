using System.Text.Json.Nodes;

namespace Gateway.Platform.Rest.Attendance;

/// <summary>One recognition at a gate (识别结果).</summary>
/// <param name="Id">Made by the gateway, UUID version 7.</param>
/// <param name="Sn">The terminal.</param>
/// <param name="UserId">The person, by the platform's own id.</param>
/// <param name="RecogTime">When the face was recognised.</param>
/// <param name="ReceivedAt">When the gateway read the record.</param>
/// <param name="Transport"><c>socket</c> or <c>http</c>.</param>
/// <param name="Extra">Fields that the terminal sent and the specification does not know.</param>
/// <param name="ClockSuspect">
/// True: recog_time is more than 400 days before received_at or more than a day after it, as by a clock that a power cut has set back. Absent otherwise.
/// </param>
// For the OpenAPI document; AttendanceJson writes it.
internal sealed record AttendanceItem(
    Guid Id, string Sn, string UserId, DateTimeOffset RecogTime, DateTimeOffset ReceivedAt, string Transport, JsonObject Extra, bool? ClockSuspect = null);
