namespace Gateway.Storage.Attendance;

/// <summary>Filters of the attendance list; null = any. <paramref name="From"/> inclusive, <paramref name="To"/> exclusive, both on recog_time.</summary>
public sealed record AttendanceFilter(string? Sn, string? UserId, string? Site, DateTimeOffset? From, DateTimeOffset? To);
