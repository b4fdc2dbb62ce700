namespace Gateway.Actors.Attendance;

/// <summary>An SN that stores far more than it usually does.</summary>
/// <param name="Today">New records of this day (UTC), on this node.</param>
/// <param name="Usual">Those of its usual day; 0: not known since this node started.</param>
public sealed record UnusualUploads(string Sn, long Today, long Usual);
