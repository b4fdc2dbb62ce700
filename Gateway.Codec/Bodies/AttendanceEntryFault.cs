namespace Gateway.Codec.Bodies;

/// <summary>A record of an upload that cannot be read (D18).</summary>
public sealed class AttendanceEntryFault
{
    internal AttendanceEntryFault(int index, string field, string description, string rawJson)
    {
        Index = index;
        Field = field;
        Description = description;
        RawJson = rawJson;
    }

    /// <summary>Its place in the upload, from 0.</summary>
    public int Index { get; }

    /// <summary>The field at fault; empty if it is the record as a whole.</summary>
    public string Field { get; }

    /// <summary>What is wrong, naming record and field but no value; fit for <c>result_desc</c>.</summary>
    public string Description { get; }

    /// <summary>The record as it came, for the quarantine.</summary>
    public string RawJson { get; }

    /// <summary>The description; never the record.</summary>
    public override string ToString() => Description;
}
