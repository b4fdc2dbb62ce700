namespace Gateway.Actors.Registrations;

/// <summary>A registration was not stored, since its terminal or its client address has had as many today as it may.</summary>
/// <param name="subject">Whose quota is used: an SN or an address.</param>
public sealed class RegistrationQuotaException(string subject) : Exception($"the quota of registrations of {subject} is used for today")
{
    /// <summary>An SN or a client address.</summary>
    public string Subject { get; } = subject;
}
