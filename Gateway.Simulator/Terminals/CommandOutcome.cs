namespace Gateway.Simulator.Terminals;

/// <summary>What a terminal made of a command frame.</summary>
/// <param name="ResultCode">What it answers (§5.4).</param>
/// <param name="ResultText">The same in its own words.</param>
/// <param name="Fault">What is wrong with the command itself, so that the gateway should not have sent it; null when nothing is.</param>
/// <param name="Persons">Persons pushed or deleted in it.</param>
internal readonly record struct CommandOutcome(string ResultCode, string ResultText, string? Fault = null, int Persons = 0)
{
    /// <summary>True if the terminal did as it was told.</summary>
    public bool Succeeded => ResultCode == Codec.Bodies.ResultCode.Success;
}
