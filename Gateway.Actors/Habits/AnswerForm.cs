using System.Diagnostics.CodeAnalysis;

namespace Gateway.Actors.Habits;

/// <summary>The form of an answer of §6 (D30). The numbers are frozen: they stand in the journal.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It is the name of the element around the JSON, and of the setting.")]
public enum AnswerForm
{
    /// <summary>Bare JSON.</summary>
    Json = 0,

    /// <summary><c>&lt;string&gt;…&lt;/string&gt;</c> around the JSON, which is XML-escaped.</summary>
    String = 1,
}
