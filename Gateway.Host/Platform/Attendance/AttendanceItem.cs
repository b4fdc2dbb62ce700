using System.Text.Json.Nodes;

namespace Gateway.Host.Platform.Attendance;

/// <summary>One attendance record, as the OpenAPI document describes it; written by <see cref="Gateway.Actors.Attendance.AttendanceJson"/>.</summary>
/// <param name="Id">Made by the gateway, UUID version 7.</param>
/// <param name="Sn">The terminal.</param>
/// <param name="UserId">The person, by the platform's own id.</param>
/// <param name="RecogTime">When the face was recognised.</param>
/// <param name="ReceivedAt">When the gateway read the record.</param>
/// <param name="Transport"><c>socket</c> or <c>http</c>.</param>
/// <param name="Extra">Fields that the terminal sent and the specification does not know.</param>
internal sealed record AttendanceItem(
    Guid Id, string Sn, string UserId, DateTimeOffset RecogTime, DateTimeOffset ReceivedAt, string Transport, JsonObject Extra);
