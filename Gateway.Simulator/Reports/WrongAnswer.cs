namespace Gateway.Simulator.Reports;

/// <summary>Something the gateway sent that it should not have sent.</summary>
/// <param name="At">UTC.</param>
/// <param name="What">Which request it answers, or which command it is.</param>
/// <param name="Reason">What is wrong with it; no body, since a body may hold personal data.</param>
internal sealed record WrongAnswer(DateTimeOffset At, string Sn, string What, string Reason)
{
    /// <summary>For people, on one line.</summary>
    public override string ToString() => $"{At:HH:mm:ss.fff} {Sn} {What}: {Reason}";
}
