namespace Gateway.Actors.Sessions;

/// <summary>The way a terminal speaks to us.</summary>
public enum Transport
{
    /// <summary>The binary socket protocol, §5.</summary>
    Socket,

    /// <summary>The HTTP(S) variant, §6, and enrolment, §4.</summary>
    Http,
}
