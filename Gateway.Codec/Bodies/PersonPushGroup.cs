namespace Gateway.Codec.Bodies;

/// <summary>Persons that are pushed by one command frame: where they start, how many they are, how they travel. // D17</summary>
public readonly record struct PersonPushGroup(int Start, int Count, PersonPushForm Form);
