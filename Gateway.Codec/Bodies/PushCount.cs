namespace Gateway.Codec.Bodies;

/// <summary>How <c>count</c> of a person push is written (dialect <c>pushCount</c>). // D9</summary>
public enum PushCount
{
    /// <summary>As in the specification's example: <c>"2"</c>.</summary>
    Text,

    /// <summary>As a number: <c>2</c>.</summary>
    Number
}
